#include <iostream>

int main() {
    double celsius;
    std::cin >> celsius;

}
