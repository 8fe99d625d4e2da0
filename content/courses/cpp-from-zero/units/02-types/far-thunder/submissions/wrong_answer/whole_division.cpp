#include <iostream>

int main() {
    int seconds;
    std::cin >> seconds;
    std::cout << seconds / 3 << "\n";
}
