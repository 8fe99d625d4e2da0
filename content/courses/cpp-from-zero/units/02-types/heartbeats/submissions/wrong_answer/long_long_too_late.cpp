#include <iostream>

int main() {
    int beats, years;
    std::cin >> beats >> years;
    long long all = beats * 60 * 24 * 365 * years;
    std::cout << all << "\n";
}
