#include <cctype>
#include <iostream>
#include <string>

int main() {
    std::string name;
    std::cin >> name;
    bool capital = false;
    for (char c : name) {
        if (c == '_') {
            capital = true;
        } else if (capital) {
            std::cout << std::toupper(c);
            capital = false;
        } else {
            std::cout << c;
        }
    }
    std::cout << "\n";
}
