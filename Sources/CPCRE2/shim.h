// PCRE2 has one set of functions per width of a code unit; the header must be told which to declare.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
