/* cppcheck.h - what cppcheck shall make of macros that it does not know, the
 * test framework's above all; included before every file it looks at. */
#define PRId64 "ld"
#define PRIu64 "lu"

#define Test(suite, name, ...) void suite##_##name(void)
#define TestSuite(suite, ...) extern int suite##_suite
#define ParameterizedTestParameters(suite, name) \
    struct criterion_test_params suite##_##name##_rows(void)
#define ParameterizedTest(param, suite, name, ...) \
    void suite##_##name##_row(param)
#define cr_assert(condition, ...) if (!(condition)) abort()
