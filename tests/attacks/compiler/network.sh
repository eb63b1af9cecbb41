# expect: compile-error
# require: looked
# forbid: GOT

python3 -c 'import socket; socket.create_connection(("127.0.0.1", {port}), 1); print("GOT A CONNECTION")'
perl -MIO::Socket::INET -e 'print "GOT A CONNECTION" if IO::Socket::INET->new("127.0.0.1:{port}")'
echo looked
exit 1
