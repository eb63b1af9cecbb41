// expect: compile-error

int main(void)
{
#line 40 "poem.txt"
    return missing;
}
