#include <cctype>
#include <iostream>
#include <string>

int main() {
    std::string word, result;
    while (std::cin >> word) {
        result += static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
        result += '.';
    }
    std::cout << result << "\n";
}
