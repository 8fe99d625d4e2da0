#include <iostream>

int main() {
    int boats = 0, people = 0, number;
    std::cin >> number;
    while (number != 0) {
        boats += 1;
        people += number;
        std::cin >> number;
    }
    std::cout << "boats: " << boats << "\npeople: " << people << "\n";
}
