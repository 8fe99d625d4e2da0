import multiprocessing
multiprocessing.Pool(4)
