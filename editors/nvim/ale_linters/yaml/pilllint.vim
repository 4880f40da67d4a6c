call pilllint#ale#Define('yaml')
