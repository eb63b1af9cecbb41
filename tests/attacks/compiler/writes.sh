# expect: compile-error
# require: looked
# forbid: GOT

for path in /escaped /usr/lib/escaped /usr/bin/gcc /etc/alternatives/cc /init /dev/escaped; do
    if echo x > $path; then echo "GOT $path"; fi
done
mkdir /usr/include/escaped && echo "GOT A DIRECTORY"
chmod 777 / /usr/lib && echo "GOT A MODE"
mount -t tmpfs none /mnt && echo "GOT A MOUNT"
unshare -r true && echo "GOT A NAMESPACE"
echo looked
exit 1
