#include <iostream>

int main() {
    int first, last, step;
    std::cin >> first >> last >> step;
    for (int minute = first; minute <= last; minute += step) std::cout << minute << "\n";
}
