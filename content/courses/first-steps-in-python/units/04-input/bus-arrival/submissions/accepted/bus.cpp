#include <iostream>

int main() {
    int hour, minute, ride;
    std::cin >> hour >> minute >> ride;
    int total = hour * 60 + minute + ride;
    std::cout << total / 60 % 24 << " " << total % 60 << "\n";
}
