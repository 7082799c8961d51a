"""danvan-xl: Vietnamese "công tác dân vận chính quyền" workbooks, from plan to summary."""

__version__ = "0.1.0"
