call pilllint#ale#Define('eruby')
