call pilllint#ale#Define('ruby')
