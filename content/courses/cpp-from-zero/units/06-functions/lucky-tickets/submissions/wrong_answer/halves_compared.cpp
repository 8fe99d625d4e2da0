#include <iostream>

int main() {
    int first, last, count = 0;
    std::cin >> first >> last;
    for (int ticket = first; ticket <= last; ticket++) {
        if (ticket / 1000 == ticket % 1000) count++;
    }
    std::cout << count << "\n";
}
