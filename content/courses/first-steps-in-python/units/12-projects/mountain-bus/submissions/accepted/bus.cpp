#include <algorithm>
#include <iostream>

int main() {
    int seats, stops, on_board = 0, most = 0, left_behind = 0;
    std::cin >> seats >> stops;
    for (int i = 0; i < stops; i++) {
        int off, waiting;
        std::cin >> off >> waiting;
        on_board -= off;
        int boarding = std::min(waiting, seats - on_board);
        on_board += boarding;
        left_behind += waiting - boarding;
        most = std::max(most, on_board);
    }
    std::cout << "most: " << most << "\nleft behind: " << left_behind << "\n";
}
