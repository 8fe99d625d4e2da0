#include <iostream>

int digit_sum(int n) {
    int sum = 0;
    while (n > 0) {
        sum += n % 10;
        n /= 10;
    }
    return sum;
}

bool is_lucky(int ticket) {
    return digit_sum(ticket / 1000) == digit_sum(ticket % 1000);
}

int main() {
    int first, last, count = 0;
    std::cin >> first >> last;
    for (int ticket = first; ticket <= last; ticket++) {
        if (is_lucky(ticket)) {
            count++;
        }
    }
    std::cout << count << "\n";
}
