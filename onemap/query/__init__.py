"""Questions by place and attribute, answered exactly on pages under an R-tree."""
