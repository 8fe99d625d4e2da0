#include <iostream>

int main() {
    int seconds;
    std::cin >> seconds;
    double km = seconds / 3;
    std::cout << km << "\n";
}
