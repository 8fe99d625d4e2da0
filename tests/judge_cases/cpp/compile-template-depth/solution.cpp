template <int N> struct F { static const int value = F<N + 1>::value; };
int main() { return F<0>::value; }
