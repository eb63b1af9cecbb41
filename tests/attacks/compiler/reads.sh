# expect: compile-error
# require: looked
# forbid: root:
# forbid: FOUND
# forbid: TOKEN

# All that is to be seen from here.
env
for path in /etc/passwd /etc/shadow /proc /sys /root /home /var /run /dev/tty /usr/share /usr/local/bin /mkdocs.yml; do
    if [ -e $path ]; then echo "FOUND $path"; fi
done
echo /* /etc/* /tmp/*
cat /etc/passwd /proc/1/environ ../../etc/passwd
echo looked
exit 1
