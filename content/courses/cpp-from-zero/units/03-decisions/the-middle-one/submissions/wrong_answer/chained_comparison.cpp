#include <iostream>

int main() {
    int a, b, c;
    std::cin >> a >> b >> c;
    if (a <= b <= c || c <= b <= a) {
        std::cout << b << "\n";
    } else if (b <= a <= c || c <= a <= b) {
        std::cout << a << "\n";
    } else {
        std::cout << c << "\n";
    }
}
