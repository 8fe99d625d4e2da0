#include <iostream>
#include <string>

int main() {
    std::string word;
    std::cin >> word;
    std::cout << 1 << " " << word.size() << "\n";
}
