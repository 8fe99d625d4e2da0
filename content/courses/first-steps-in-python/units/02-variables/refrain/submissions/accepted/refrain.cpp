#include <iostream>
#include <string>

int main() {
    std::string word;
    std::cin >> word;
    std::string line = word + "-" + word + "-" + word;
    std::cout << line << "\n" << line << "!\n";
}
