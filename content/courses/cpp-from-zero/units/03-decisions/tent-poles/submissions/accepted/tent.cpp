#include <iostream>

int main() {
    long long a, b, c;
    std::cin >> a >> b >> c;
    if (a + b <= c || a + c <= b || b + c <= a) {
        std::cout << "none\n";
    } else if (a == b && b == c) {
        std::cout << "three\n";
    } else if (a == b || b == c || a == c) {
        std::cout << "two\n";
    } else {
        std::cout << "zero\n";
    }
}
