#include <iostream>
#include <string>

int main() {
    int shift;
    std::cin >> shift >> std::ws;
    std::string line;
    std::getline(std::cin, line);
    for (char& c : line)
        if (c >= 'a' && c <= 'z') c = static_cast<char>('a' + (c - 'a' + shift) % 26);
    std::cout << line << "\n";
}
