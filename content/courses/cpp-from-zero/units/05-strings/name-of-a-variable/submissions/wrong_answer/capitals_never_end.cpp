#include <cctype>
#include <iostream>
#include <string>

int main() {
    std::string name, result;
    std::cin >> name;
    bool capital = false;
    for (char c : name) {
        if (c == '_') capital = true;
        else if (capital) result += static_cast<char>(std::toupper(c));
        else result += c;
    }
    std::cout << result << "\n";
}
