#include <iostream>

int digit_sum(int n) {
    return n == 0 ? 0 : n % 10 + digit_sum(n / 10);
}

int main() {
    int first, last, count = 0;
    std::cin >> first >> last;
    for (int ticket = first; ticket < last; ticket++) {
        if (digit_sum(ticket / 1000) == digit_sum(ticket % 1000)) count++;
    }
    std::cout << count << "\n";
}
