"""Who answers: responsibility groups (牵头单位、责任单位、配合单位)."""
