import RoostQueue

print(ItemState.allCases)
