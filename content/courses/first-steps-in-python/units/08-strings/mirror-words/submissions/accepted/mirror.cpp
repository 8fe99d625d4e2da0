#include <algorithm>
#include <cctype>
#include <iostream>
#include <string>

int main() {
    std::string word;
    std::cin >> word;
    for (char& c : word) c = static_cast<char>(std::tolower(c));
    std::string backwards(word.rbegin(), word.rend());
    std::cout << (word == backwards ? "mirror" : "plain") << "\n";
}
