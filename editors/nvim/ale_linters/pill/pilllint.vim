call pilllint#ale#Define('pill')
