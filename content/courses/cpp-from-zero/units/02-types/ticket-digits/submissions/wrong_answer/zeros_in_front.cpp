#include <iostream>

int main() {
    int ticket;
    std::cin >> ticket;
    int hundreds = ticket / 100, tens = ticket / 10 % 10, ones = ticket % 10;
    std::cout << hundreds + tens + ones << "\n";
    std::cout << ones << tens << hundreds << "\n";
}
