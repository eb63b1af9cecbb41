// expect: compile-error
// require: ::error file=x::

#pragma message "\n::error file=x::escaped\n::stop-commands::x\n##teamcity[message text='x']\n"
_Static_assert(0, "\n::error file=x::escaped\n::add-mask::x");

int main(void) { return 0; }
