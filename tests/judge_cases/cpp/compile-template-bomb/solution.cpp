template <class A, class B> struct P {};
template <int N, class T> struct F { using type = typename F<N - 1, P<T, T>>::type; static const char *name() { return __PRETTY_FUNCTION__; } };
template <class T> struct F<0, T> { using type = T; static const char *name() { return __PRETTY_FUNCTION__; } };
int main() { return F<40, int>::type::x + F<0, F<30, int>::type>::name()[0]; }
