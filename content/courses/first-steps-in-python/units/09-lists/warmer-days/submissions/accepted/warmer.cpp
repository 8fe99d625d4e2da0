#include <iostream>

int main() {
    int before, today, count = 0;
    std::cin >> before;
    while (std::cin >> today) {
        if (today > before) count++;
        before = today;
    }
    std::cout << count << "\n";
}
