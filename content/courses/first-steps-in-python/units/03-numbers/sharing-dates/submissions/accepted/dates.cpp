#include <iostream>

int main() {
    int dates, children;
    std::cin >> dates >> children;
    std::cout << dates / children << "\n" << dates % children << "\n";
}
