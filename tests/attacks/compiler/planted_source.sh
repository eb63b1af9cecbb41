# expect: ok
# require: hello

gcc main.c -o a.out
echo '#error planted' > stdio.h
rm main.c
mkfifo planted.c
ln -s planted.c main.c
