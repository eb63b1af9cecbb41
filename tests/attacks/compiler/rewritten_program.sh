# expect: any
# forbid: root:

# The file is another one each time it is looked at.
i=0
(while [ $((i += 1)) -lt 1000 ]; do ln -sf /etc/passwd a.out; rm -f a.out; cp /usr/bin/env a.out; rm -f a.out; done) > /dev/null 2>&1 &
sleep 0.1
