#include <iostream>
#include <string>

int main() {
    std::string line;
    std::getline(std::cin, line);
    int words = 1, letters = 0;
    for (char c : line) {
        if (c == ' ') words++;
        else letters++;
    }
    std::cout << words << " " << letters << "\n";
}
