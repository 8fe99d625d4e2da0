#include <iostream>
#include <string>

int main() {
    std::string word;
    int words = 0, letters = 0;
    while (std::cin >> word) {
        words++;
        letters += static_cast<int>(word.size());
    }
    std::cout << words << " " << letters << "\n";
}
