autocmd BufNewFile,BufRead *.formula,*.scenario setfiletype fordela
