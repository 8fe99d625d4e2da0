def divisor_sum(n):
    total = 0
    for d in range(1, n):
        if n % d == 0:
            total = total + d
    return total

a, b = map(int, input().split())
print(divisor_sum(a), divisor_sum(b))
if a != b and divisor_sum(a) == b and divisor_sum(b) == a:
    print("friends")
else:
    print("strangers")
