#include <iostream>

int main() {
    int n;
    std::cin >> n;
    while (n > 0) {
        std::cout << n << "\n";
        n = n - 1;
    }
    std::cout << "Up!\n";
}
