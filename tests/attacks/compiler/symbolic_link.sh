# expect: compile-error
# forbid: root:

ln -s /etc/passwd a.out
