#include <algorithm>
#include <iostream>
#include <map>
#include <string>

int main() {
    int n;
    std::cin >> n;
    std::map<std::string, int> families;
    for (int i = 0; i < n; i++) {
        std::string word;
        std::cin >> word;
        std::sort(word.begin(), word.end());
        families[word]++;
    }
    int largest = 0, count = 0;
    for (const auto& [letters, size] : families) {
        largest = std::max(largest, size);
        if (size > 1) count++;
    }
    std::cout << count << " " << largest << "\n";
}
