#include <iostream>

int main() {
    int a, b, c;
    std::cin >> a >> b >> c;
    if (a <= b && b <= c) {
        std::cout << b << "\n";
    } else if (b <= a && a <= c) {
        std::cout << a << "\n";
    } else {
        std::cout << c << "\n";
    }
}
