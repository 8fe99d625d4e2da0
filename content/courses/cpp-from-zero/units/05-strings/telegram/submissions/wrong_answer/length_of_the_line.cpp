#include <iostream>
#include <sstream>
#include <string>

int main() {
    std::string line, word;
    std::getline(std::cin, line);
    std::istringstream in(line);
    int words = 0;
    while (in >> word) words++;
    std::cout << words << " " << line.size() << "\n";
}
