#include <iostream>

int main() {
    long long beats, years;
    std::cin >> beats >> years;
    std::cout << beats * 60 * 24 * 365 * years << "\n";
}
