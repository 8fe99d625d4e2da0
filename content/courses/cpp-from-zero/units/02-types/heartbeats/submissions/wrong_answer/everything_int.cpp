#include <iostream>

int main() {
    int beats, years;
    std::cin >> beats >> years;
    std::cout << beats * 60 * 24 * 365 * years << "\n";
}
