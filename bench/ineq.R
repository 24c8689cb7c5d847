# Milliseconds of each run of the Gini in R's package ineq, of the numbers in a file: Rscript bench/ineq.R FILE RUNS
suppressPackageStartupMessages(library(ineq))
arguments <- commandArgs(trailingOnly = TRUE)
x <- scan(arguments[1], quiet = TRUE)
seconds <- replicate(as.integer(arguments[2]), system.time(Gini(x))[["elapsed"]])
cat(sprintf("%.3f\n", 1000 * seconds), sep = "")
