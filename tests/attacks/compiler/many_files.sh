# expect: ok
# require: hello

gcc main.c -o a.out
for directory in a b c; do
  mkdir $directory
  for i in $(seq 500); do : > $directory/a_file_with_a_name_that_is_not_short_$i; done
done
