print(hash('lyceum'))
